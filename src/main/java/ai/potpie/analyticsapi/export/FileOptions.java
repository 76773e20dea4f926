package ai.potpie.analyticsapi.export;

import org.jspecify.annotations.Nullable;

/**
 * How a file is wanted.
 *
 * @param section the name of the table that a format of one table has; null for the first
 * @param bom whether a text begins with a byte order mark, by which Excel knows UTF-8
 */
public record FileOptions(Format format, @Nullable String section, boolean bom) {

	public FileOptions(Format format) {
		this(format, null, false);
	}

}
