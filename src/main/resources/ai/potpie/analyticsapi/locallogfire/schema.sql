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
