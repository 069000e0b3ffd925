print(-"5")
