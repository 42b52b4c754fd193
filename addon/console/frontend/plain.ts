// Pages that no host shows, such as the one after Microsoft's question: light or dark as the system is.

import { followSystem } from "./theme";

followSystem();
