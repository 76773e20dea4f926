package ai.potpie.analyticsapi.export;

import org.springframework.http.MediaType;

/**
 * In what an answer can be had.
 */
public enum Format {

	JSON("json", MediaType.APPLICATION_JSON_VALUE),

	CSV("csv", Format.TEXT_CSV),

	XLSX("xlsx", Format.WORKBOOK),

	NDJSON("ndjson", MediaType.APPLICATION_NDJSON_VALUE);

	public static final String TEXT_CSV = "text/csv";

	public static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	private final String extension;

	private final MediaType mediaType;

	Format(String extension, String mediaType) {
		this.extension = extension;
		this.mediaType = MediaType.parseMediaType(mediaType);
	}

	/** The end of a file's name. */
	String extension() {
		return this.extension;
	}

	public MediaType mediaType() {
		return this.mediaType;
	}

	/** As the header of an answer says it. */
	public String contentType() {
		return (this == CSV) ? TEXT_CSV + ";charset=UTF-8" : this.mediaType.toString();
	}

}
