-- What is stored: a row per span, log, span event and pending span, in the order of
-- SpanStore's appender.
CREATE TABLE IF NOT EXISTS stored_record (
	created_at TIMESTAMPTZ NOT NULL,
	start_timestamp TIMESTAMPTZ NOT NULL,
	end_timestamp TIMESTAMPTZ NOT NULL,
	duration DOUBLE,
	trace_id VARCHAR NOT NULL,
	span_id VARCHAR NOT NULL,
	parent_span_id VARCHAR,
	kind VARCHAR NOT NULL,
	level SMALLINT NOT NULL,
	span_name VARCHAR NOT NULL,
	message VARCHAR NOT NULL,
	is_exception BOOLEAN NOT NULL,
	exception_type VARCHAR,
	exception_message VARCHAR,
	exception_stacktrace VARCHAR,
	tags VARCHAR[],
	attributes JSON,
	service_name VARCHAR NOT NULL,
	service_version VARCHAR,
	deployment_environment VARCHAR,
	otel_resource_attributes JSON,
	otel_scope_name VARCHAR,
	otel_scope_version VARCHAR,
	otel_status_code VARCHAR,
	otel_status_message VARCHAR,
	otel_events JSON,
	otel_links JSON
);

-- What Logfire derives from them. Columns that a query does not name cost nothing.
CREATE OR REPLACE VIEW every_record AS
SELECT
	*,
	CAST(start_timestamp AT TIME ZONE 'UTC' AS DATE) AS day,
	'00000000-0000-4000-8000-000000000000' AS project_id,
	TRY_CAST(coalesce(attributes->>'http.response.status_code', attributes->>'http.status_code') AS INTEGER)
		AS http_response_status_code,
	coalesce(attributes->>'url.full', attributes->>'http.url') AS url_full,
	attributes->>'url.path' AS url_path,
	attributes->>'url.query' AS url_query,
	attributes->>'http.route' AS http_route,
	attributes->>'http.method' AS http_method,
	CAST(NULL AS JSON) AS log_body,
	CAST(NULL AS JSON) AS otel_scope_attributes,
	otel_resource_attributes->>'service.namespace' AS service_namespace,
	otel_resource_attributes->>'service.instance.id' AS service_instance_id,
	TRY_CAST(otel_resource_attributes->>'process.pid' AS INTEGER) AS process_pid,
	otel_resource_attributes->>'telemetry.sdk.name' AS telemetry_sdk_name,
	otel_resource_attributes->>'telemetry.sdk.language' AS telemetry_sdk_language,
	otel_resource_attributes->>'telemetry.sdk.version' AS telemetry_sdk_version
FROM stored_record;

-- Functions that Logfire has and DuckDB has not.
CREATE OR REPLACE MACRO level_num(name) AS
	CASE lower(name) WHEN 'trace' THEN 1 WHEN 'debug' THEN 5 WHEN 'info' THEN 9 WHEN 'notice' THEN 10
		WHEN 'warn' THEN 13 WHEN 'warning' THEN 13 WHEN 'error' THEN 17 WHEN 'fatal' THEN 21 END;

CREATE OR REPLACE MACRO level_name(number) AS
	CASE number WHEN 1 THEN 'trace' WHEN 5 THEN 'debug' WHEN 9 THEN 'info' WHEN 10 THEN 'notice'
		WHEN 13 THEN 'warn' WHEN 17 THEN 'error' WHEN 21 THEN 'fatal' ELSE CAST(number AS VARCHAR) END;

-- DuckDB's buckets of months begin on the first: those of an origin later in its month are
-- as much later.
CREATE OR REPLACE MACRO date_bin_from(stride, source, origin) AS
	time_bucket(CAST(stride AS INTERVAL), source - (origin - date_trunc('month', origin)), date_trunc('month', origin))
		+ (origin - date_trunc('month', origin));

CREATE OR REPLACE MACRO date_bin
	(stride, source TIMESTAMP) AS date_bin_from(stride, source, TIMESTAMP '1970-01-01'),
	(stride, source TIMESTAMPTZ) AS
		date_bin_from(stride, source AT TIME ZONE 'UTC', TIMESTAMP '1970-01-01') AT TIME ZONE 'UTC',
	(stride, source TIMESTAMP, origin) AS date_bin_from(stride, source, CAST(origin AS TIMESTAMP)),
	(stride, source TIMESTAMPTZ, origin) AS
		date_bin_from(stride, source AT TIME ZONE 'UTC', CAST(origin AS TIMESTAMPTZ) AT TIME ZONE 'UTC')
			AT TIME ZONE 'UTC';

CREATE OR REPLACE MACRO to_char(source, format) AS strftime(source, format);

CREATE OR REPLACE MACRO date_format(source, format) AS strftime(source, format);

CREATE OR REPLACE MACRO to_timestamp
	(source DOUBLE) AS make_timestamptz(CAST(CAST(source AS DOUBLE) * 1000000 AS BIGINT)),
	(source VARCHAR) AS CAST(source AS TIMESTAMPTZ),
	(source TIMESTAMPTZ) AS source,
	(source, format) AS CAST(strptime(source, format) AS TIMESTAMPTZ);

CREATE OR REPLACE MACRO to_timestamp_seconds(source) AS make_timestamptz(CAST(source AS BIGINT) * 1000000);

CREATE OR REPLACE MACRO to_timestamp_millis(source) AS make_timestamptz(CAST(source AS BIGINT) * 1000);

CREATE OR REPLACE MACRO to_timestamp_micros(source) AS make_timestamptz(CAST(source AS BIGINT));

CREATE OR REPLACE MACRO to_unixtime(source) AS CAST(floor(epoch(source)) AS BIGINT);

CREATE OR REPLACE MACRO to_date(source) AS CAST(source AS DATE);

CREATE OR REPLACE MACRO regexp_like
	(text, pattern) AS regexp_matches(text, pattern),
	(text, pattern, flags) AS regexp_matches(text, pattern, flags);

CREATE OR REPLACE MACRO regexp_count
	(text, pattern) AS len(regexp_extract_all(text, pattern)),
	(text, pattern, start) AS len(regexp_extract_all(substr(text, start), pattern)),
	(text, pattern, start, flags) AS len(regexp_extract_all(substr(text, start), pattern, 0, flags));

-- The groups of a pattern: opening parentheses outside of classes that open no group of
-- another kind.
CREATE OR REPLACE MACRO regexp_groups(pattern) AS
	len(regexp_extract_all(regexp_replace(pattern, '\\.|\[\^?\]?(\\.|[^\]])*\]', '', 'g'), '\((\?P?<[a-zA-Z]|[^?]|$)'));

-- The groups of the first match, or the match itself if the pattern has none.
CREATE OR REPLACE MACRO regexp_first_match(text, pattern, flags) AS
	CASE WHEN regexp_matches(text, pattern, flags) AND regexp_groups(pattern) = 0
		THEN [regexp_extract(text, pattern, 0, flags)]
	WHEN regexp_matches(text, pattern, flags)
		THEN [regexp_extract(text, pattern, 1, flags), regexp_extract(text, pattern, 2, flags),
			regexp_extract(text, pattern, 3, flags), regexp_extract(text, pattern, 4, flags),
			regexp_extract(text, pattern, 5, flags), regexp_extract(text, pattern, 6, flags),
			regexp_extract(text, pattern, 7, flags), regexp_extract(text, pattern, 8, flags),
			regexp_extract(text, pattern, 9, flags)][1:regexp_groups(pattern)] END;

CREATE OR REPLACE MACRO regexp_match
	(text, pattern) AS regexp_first_match(text, pattern, ''),
	(text, pattern, flags) AS regexp_first_match(text, pattern, flags);

CREATE OR REPLACE MACRO nvl(value, otherwise) AS coalesce(value, otherwise);

CREATE OR REPLACE MACRO btrim(text) AS trim(text);

-- What Logfire's JSON functions make of a value that its keys have led to.
CREATE OR REPLACE MACRO json_as_text(value) AS value->>'$';

CREATE OR REPLACE MACRO json_contains(value) AS value IS NOT NULL;

CREATE OR REPLACE MACRO json_get_str(value) AS CASE WHEN json_type(value) = 'VARCHAR' THEN value->>'$' END;

CREATE OR REPLACE MACRO json_get_int(value) AS
	CASE WHEN json_type(value) IN ('BIGINT', 'UBIGINT', 'VARCHAR') AND regexp_full_match(value->>'$', '[+-]?[0-9]+')
		THEN TRY_CAST(value->>'$' AS BIGINT) END;

CREATE OR REPLACE MACRO json_get_float(value) AS
	CASE WHEN json_type(value) IN ('BIGINT', 'UBIGINT', 'DOUBLE', 'VARCHAR') THEN TRY_CAST(value->>'$' AS DOUBLE) END;

CREATE OR REPLACE MACRO json_get_bool(value) AS
	CASE value->>'$' WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END;

CREATE OR REPLACE MACRO json_get_json(value) AS CAST(value AS VARCHAR);

CREATE OR REPLACE MACRO json_get_array(value) AS
	CASE WHEN json_type(value) = 'ARRAY' THEN CAST(json_extract(value, '$[*]') AS VARCHAR[]) END;

CREATE OR REPLACE MACRO json_length(value) AS
	CAST(CASE json_type(value) WHEN 'ARRAY' THEN json_array_length(value) WHEN 'OBJECT' THEN len(json_keys(value)) END
		AS BIGINT);

CREATE OR REPLACE MACRO json_object_keys(value) AS
	CASE WHEN json_type(value) = 'OBJECT' THEN json_keys(value) END;
