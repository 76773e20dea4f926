package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.Nullable;

/**
 * The options that a request chooses for its file.
 *
 * @param section the table for formats with only one table; null for the first
 * @param bom whether a CSV begins with a byte order mark, by which Excel recognizes UTF-8
 */
public record FileOptions(Format format, @Nullable String section, boolean bom) {

	public FileOptions(Format format) {
		this(format, null, false);
	}

}
