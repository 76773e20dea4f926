package ai.potpie.analyticsapi.export;

import java.time.LocalDate;

/**
 * What a file is called where it is saved: by what it is and its days, and never by whose
 * data it holds.
 *
 * @param subject letters and dashes
 */
public record FileName(String subject, LocalDate first, LocalDate last) {

	public String in(Format format) {
		return "%s-%s-%s.%s".formatted(this.subject, this.first, this.last, format.extension());
	}

	FileName of(String table) {
		return new FileName(this.subject + "-" + table.replace('_', '-'), this.first, this.last);
	}

}
