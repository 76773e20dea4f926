package ai.potpie.analyticsapi.history.store;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.RowHandler;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Facts on their way from Logfire into the store, as JSON.
 */
public final class FactRows implements RowHandler {

	private static final int CHUNK = 1000;

	private final MemoryShare memory;

	private final Erased erased;

	private final List<String> chunks = new ArrayList<>();

	private final List<String> rows = new ArrayList<>();

	private int count;

	/**
	 * Creates empty rows.
	 * @param memory the share from which the rows claim memory
	 * @param erased users whose facts are left out
	 */
	FactRows(MemoryShare memory, Erased erased) {
		this.memory = memory;
		this.erased = erased;
	}

	@Override
	public void handle(JsonParser row) {
		Row read = Row.read(row);
		if (this.erased.contains(read.required("user_id"), read.moment("start_timestamp"))) {
			return;
		}
		ObjectNode columns = read.columns();
		columns.properties().forEach((column) -> column.setValue(withoutNul(column.getValue())));
		String json = columns.toString();
		this.memory.claim(2L * json.length());
		this.rows.add(json);
		this.count++;
		if (this.rows.size() == CHUNK) {
			endChunk();
		}
	}

	// No database has NUL in a text
	private static JsonNode withoutNul(JsonNode value) {
		return (value.isString() && value.stringValue().indexOf(0) >= 0)
				? StringNode.valueOf(value.stringValue().replace('\0', '\uFFFD')) : value;
	}

	private void endChunk() {
		this.chunks.add("[" + String.join(",", this.rows) + "]");
		this.rows.clear();
	}

	/** Adds the rows of another read. */
	void add(FactRows others) {
		this.chunks.addAll(others.chunks());
		this.count += others.count;
	}

	/** Lists of rows, each a JSON text. */
	List<String> chunks() {
		if (!this.rows.isEmpty()) {
			endChunk();
		}
		return List.copyOf(this.chunks);
	}

	public int count() {
		return this.count;
	}

}
