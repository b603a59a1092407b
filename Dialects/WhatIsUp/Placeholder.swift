// WhatIsUp
