-- A row for each copy of a span that names a user: what analytics/facts/FactTable selects. Texts
-- sort by their characters, as everywhere in Logfire.
CREATE TABLE fact (
	user_id TEXT COLLATE "C" NOT NULL,
	trace_id TEXT COLLATE "C" NOT NULL,
	span_id TEXT COLLATE "C" NOT NULL,
	parent_span_id TEXT COLLATE "C",
	kind TEXT COLLATE "C" NOT NULL,
	start_timestamp TIMESTAMPTZ NOT NULL,
	created_at TIMESTAMPTZ NOT NULL,
	ended TIMESTAMPTZ NOT NULL,
	environment_text TEXT COLLATE "C",
	environment TEXT COLLATE "C",
	is_usage BOOLEAN NOT NULL,
	is_agent BOOLEAN NOT NULL,
	is_error BOOLEAN,
	exception_type TEXT COLLATE "C",
	exception_message TEXT COLLATE "C",
	duration_us BIGINT,
	digest TEXT COLLATE "C",
	mentions_model BOOLEAN,
	names_model BOOLEAN,
	is_candidate BOOLEAN,
	has_usage BOOLEAN,
	run_id TEXT COLLATE "C",
	own_conversation TEXT COLLATE "C",
	project TEXT COLLATE "C",
	agent TEXT COLLATE "C",
	agent_call TEXT COLLATE "C",
	operation TEXT COLLATE "C",
	model TEXT COLLATE "C",
	provider TEXT COLLATE "C",
	response TEXT COLLATE "C",
	outcome TEXT COLLATE "C",
	usage_nano BIGINT,
	recorded_nano BIGINT,
	input_tokens BIGINT,
	output_tokens BIGINT,
	cache_read_tokens BIGINT,
	cache_write_tokens BIGINT,
	reasoning_tokens BIGINT
);

-- How far the feed has read: one row.
CREATE TABLE feed (
	rules TEXT NOT NULL,
	first_cursor TIMESTAMPTZ NOT NULL,
	read_through TIMESTAMPTZ NOT NULL,
	as_of TIMESTAMPTZ,
	reconciled_through TIMESTAMPTZ,
	version BIGINT NOT NULL
);

-- The times of start whose facts are complete up to the feed's as_of.
CREATE TABLE covered (
	range_start TIMESTAMPTZ NOT NULL,
	range_end TIMESTAMPTZ NOT NULL
);
