package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.Nullable;

/**
 * A JSON document in a file.
 *
 * @param json what JSON has of it
 * @param text what it is, if JSON has it as text, in a property of its own; else null
 */
public record JsonText(String json, @Nullable String text) {

	/** What a cell has of it. */
	@Override
	public String toString() {
		return (this.text != null) ? this.text : this.json;
	}

}
