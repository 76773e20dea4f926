-- Rules that the API made. A body is the JSON that callers see.
CREATE TABLE alert_rule (
	rule_id TEXT COLLATE "C" PRIMARY KEY,
	owner TEXT COLLATE "C",
	version BIGINT NOT NULL,
	revision BIGINT NOT NULL,
	body TEXT NOT NULL,
	created_at TIMESTAMPTZ NOT NULL,
	changed_at TIMESTAMPTZ NOT NULL
);

-- How far each rule was evaluated: the periods that begin before these moments are done.
CREATE TABLE alert_progress (
	rule_id TEXT COLLATE "C" PRIMARY KEY,
	version BIGINT NOT NULL,
	open_start TIMESTAMPTZ NOT NULL,
	settled_start TIMESTAMPTZ NOT NULL
);

-- What fired. The unique key decides that nothing fires twice. A body is the data that
-- receivers get.
CREATE TABLE alert_event (
	event_id TEXT COLLATE "C" PRIMARY KEY,
	rule_id TEXT COLLATE "C" NOT NULL,
	version BIGINT NOT NULL,
	subject TEXT COLLATE "C" NOT NULL,
	period_start TIMESTAMPTZ NOT NULL,
	percent INTEGER NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	fired_at TIMESTAMPTZ NOT NULL,
	resolved_at TIMESTAMPTZ,
	type TEXT NOT NULL,
	channels TEXT NOT NULL,
	body TEXT NOT NULL,
	UNIQUE (rule_id, version, subject, period_start, percent, kind)
);

CREATE INDEX alert_event_by_time ON alert_event (fired_at);

-- Who is told of an event, and how that went. An action is 'fire' or 'resolve'.
CREATE TABLE alert_delivery (
	delivery_id TEXT COLLATE "C" PRIMARY KEY,
	event_id TEXT COLLATE "C" NOT NULL,
	channel TEXT COLLATE "C" NOT NULL,
	action TEXT NOT NULL,
	state TEXT NOT NULL,
	tries INTEGER NOT NULL,
	last_status INTEGER,
	last_try TIMESTAMPTZ,
	next_try TIMESTAMPTZ
);

-- Channels whose receiver said that it is gone. An address is a digest.
CREATE TABLE alert_gone (
	channel TEXT COLLATE "C" NOT NULL,
	address TEXT COLLATE "C" NOT NULL,
	gone_at TIMESTAMPTZ NOT NULL,
	PRIMARY KEY (channel, address)
);

-- The outbox, as db-scheduler needs it.
CREATE TABLE scheduled_tasks (
	task_name TEXT NOT NULL,
	task_instance TEXT NOT NULL,
	task_data BYTEA,
	execution_time TIMESTAMPTZ NOT NULL,
	picked BOOLEAN NOT NULL,
	picked_by TEXT,
	last_success TIMESTAMPTZ,
	last_failure TIMESTAMPTZ,
	consecutive_failures INTEGER,
	last_heartbeat TIMESTAMPTZ,
	version BIGINT NOT NULL,
	priority SMALLINT,
	PRIMARY KEY (task_name, task_instance)
);
