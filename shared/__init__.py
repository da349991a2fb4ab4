"""What every process of KuaiQi stands on: kernel, contracts, database, messaging and the service host."""
