package ai.potpie.analyticsapi.export;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV by the grammar of RFC 4180 and by nothing else: every line ends with CRLF,
 * and what is not quoted has no quote, comma, CR or LF. Text may have other characters
 * than those of ASCII, and control characters.
 */
public final class Rfc4180 {

	private final String text;

	private int position;

	private Rfc4180(String text) {
		this.text = text;
	}

	public static List<List<String>> read(String text) {
		Rfc4180 reader = new Rfc4180(text);
		List<List<String>> records = new ArrayList<>();
		while (reader.position < text.length()) {
			records.add(reader.record());
		}
		return records;
	}

	private List<String> record() {
		List<String> fields = new ArrayList<>();
		fields.add(field());
		while (take(',')) {
			fields.add(field());
		}
		if (!take('\r') || !take('\n')) {
			throw new AssertionError("No end of a line at " + this.position);
		}
		return fields;
	}

	private String field() {
		return take('"') ? quoted() : plain();
	}

	private String quoted() {
		StringBuilder field = new StringBuilder();
		while (true) {
			int quote = this.text.indexOf('"', this.position);
			if (quote < 0) {
				throw new AssertionError("A quote that does not end");
			}
			field.append(this.text, this.position, quote);
			this.position = quote + 1;
			if (!take('"')) {
				return field.toString();
			}
			field.append('"');
		}
	}

	private String plain() {
		int begin = this.position;
		while (this.position < this.text.length() && "\",\r\n".indexOf(this.text.charAt(this.position)) < 0) {
			this.position++;
		}
		return this.text.substring(begin, this.position);
	}

	private boolean take(char character) {
		boolean there = this.position < this.text.length() && this.text.charAt(this.position) == character;
		if (there) {
			this.position++;
		}
		return there;
	}

}
