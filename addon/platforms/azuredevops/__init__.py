"""Azure DevOps Services, through its REST interface version 7.1, as the customer's sync identity."""
