"""What can be done to issues. Each function takes (site, caller, …), checks permission, writes, tells the apps."""
