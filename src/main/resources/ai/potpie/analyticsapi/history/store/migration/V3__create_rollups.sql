-- A row for each bucket that was computed of facts that no longer change. Whatever changes them
-- after all deletes it.
CREATE TABLE rollup (
	user_id TEXT NOT NULL,
	-- A digest of the statement and the prices, without the user and the times
	question TEXT NOT NULL,
	range_start TIMESTAMPTZ NOT NULL,
	range_end TIMESTAMPTZ NOT NULL,
	-- The columns of the row, as JSON
	numbers TEXT NOT NULL,
	PRIMARY KEY (user_id, question, range_start, range_end)
);

-- Whose facts from before a moment are not read again.
CREATE TABLE erased (
	user_digest TEXT PRIMARY KEY,
	erased_at TIMESTAMPTZ NOT NULL
);

-- The times of start whose facts are to be read again: one row at most.
CREATE TABLE refill (
	range_start TIMESTAMPTZ NOT NULL,
	range_end TIMESTAMPTZ NOT NULL
);

-- Grows with each change of facts that rollups may have counted.
ALTER TABLE feed ADD COLUMN past_version BIGINT DEFAULT 0;

-- Other rules made the facts that started before.
ALTER TABLE feed ADD COLUMN other_rules_until TIMESTAMPTZ;
