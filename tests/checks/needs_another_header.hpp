#pragma once

// The sample of a header that does not compile alone: it forgot to include <string>.
inline std::string greeting() { return "hello"; }
