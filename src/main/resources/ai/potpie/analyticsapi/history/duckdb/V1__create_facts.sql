-- A row for each copy of a span that names a user: what analytics/facts/FactTable selects.
CREATE TABLE fact (
	user_id VARCHAR NOT NULL,
	trace_id VARCHAR NOT NULL,
	span_id VARCHAR NOT NULL,
	parent_span_id VARCHAR,
	kind VARCHAR NOT NULL,
	start_timestamp TIMESTAMPTZ NOT NULL,
	created_at TIMESTAMPTZ NOT NULL,
	ended TIMESTAMPTZ NOT NULL,
	environment_text VARCHAR,
	environment VARCHAR,
	is_usage BOOLEAN NOT NULL,
	is_agent BOOLEAN NOT NULL,
	is_error BOOLEAN,
	exception_type VARCHAR,
	exception_message VARCHAR,
	duration_us BIGINT,
	digest VARCHAR,
	mentions_model BOOLEAN,
	names_model BOOLEAN,
	is_candidate BOOLEAN,
	has_usage BOOLEAN,
	run_id VARCHAR,
	own_conversation VARCHAR,
	project VARCHAR,
	agent VARCHAR,
	agent_call VARCHAR,
	operation VARCHAR,
	model VARCHAR,
	provider VARCHAR,
	response VARCHAR,
	outcome VARCHAR,
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
	rules VARCHAR NOT NULL,
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
