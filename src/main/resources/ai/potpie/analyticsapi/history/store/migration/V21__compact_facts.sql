-- Facts that started before and without which each answer stays the same are deleted.
ALTER TABLE feed ADD COLUMN compacted_through TIMESTAMPTZ;
