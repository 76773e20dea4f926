package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.Nullable;

/**
 * A JSON document in a file.
 *
 * @param json the JSON that JSON lines show
 * @param text the document as text, if JSON lines show it in a text property of its own;
 * else null
 */
public record JsonText(String json, @Nullable String text) {

	/** The text that a cell shows. */
	@Override
	public String toString() {
		return (this.text != null) ? this.text : this.json;
	}

}
