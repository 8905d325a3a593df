#pragma once

// The one place that knows which Catch2 we use: Debian 12 ships 2.13, whose header and main
// program sit elsewhere than in 3.x. Tests include this and nothing else of Catch2.
#include <catch2/catch.hpp>
