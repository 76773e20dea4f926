package ai.potpie.analyticsapi.export;

import java.time.LocalDate;

/**
 * The name under which a browser saves a file. It has the file's subject and days, and
 * never the user's id.
 *
 * @param subject the kind of content, in letters and dashes
 */
public record FileName(String subject, LocalDate first, LocalDate last) {

	public String in(Format format) {
		return "%s-%s-%s.%s".formatted(this.subject, this.first, this.last, format.extension());
	}

	FileName of(String table) {
		return new FileName(this.subject + "-" + table.replace('_', '-'), this.first, this.last);
	}

}
