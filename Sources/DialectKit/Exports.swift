// A dialect's file starts with one import.
@_exported public import Canonical
@_exported public import Wire
