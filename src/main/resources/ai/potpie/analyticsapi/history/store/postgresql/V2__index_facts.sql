-- DuckDB needs none: it reads columns, and skips blocks by their smallest and largest value.
CREATE INDEX fact_by_user ON fact (user_id, start_timestamp);

-- Facts arrive almost in order of both times
CREATE INDEX fact_by_start ON fact USING brin (start_timestamp);

CREATE INDEX fact_by_creation ON fact USING brin (created_at);
