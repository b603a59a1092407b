import CFuzzer
import Glibc

// `fuzz TARGET [what libFuzzer takes]`: gives one target's parser bytes until it stops or the time
// is over. `deploy/fuzz` builds this program and knows the targets by ``Target/all``.

let words = CommandLine.arguments
guard words.count > 1, let target = Target.all[words[1]] else {
    print(Target.all.keys.sorted().joined(separator: "\n"))
    exit(words.count > 1 ? 2 : 0)
}
Target.chosen = target

// The fuzzer takes the name of the program from the first argument, and ours is not its business.
var count = CommandLine.argc - 1
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
    LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        let bytes = UnsafeBufferPointer(start: data, count: size)
        Target.chosen(Array(bytes))
        return 0
    }
)
