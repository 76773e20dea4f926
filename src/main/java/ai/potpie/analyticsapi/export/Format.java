package ai.potpie.analyticsapi.export;

import org.springframework.http.MediaType;

/**
 * The formats of an answer.
 */
public enum Format {

	JSON("json", MediaType.APPLICATION_JSON_VALUE, 0),

	CSV("csv", Format.TEXT_CSV, Format.SOME_BUFFERS),

	/** The memory holds rows that are not written yet, and their XML. */
	XLSX("xlsx", Format.WORKBOOK, 4_000_000),

	NDJSON("ndjson", MediaType.APPLICATION_NDJSON_VALUE, Format.SOME_BUFFERS);

	private static final int SOME_BUFFERS = 64_000;

	public static final String TEXT_CSV = "text/csv";

	public static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

	private final String extension;

	private final MediaType mediaType;

	private final int memory;

	Format(String extension, String mediaType, int memory) {
		this.extension = extension;
		this.mediaType = MediaType.parseMediaType(mediaType);
		this.memory = memory;
	}

	/** The extension of a file's name. */
	String extension() {
		return this.extension;
	}

	/** The most memory that a file takes while it is written, in bytes. */
	public int memory() {
		return this.memory;
	}

	public MediaType mediaType() {
		return this.mediaType;
	}

	/** The value of the header {@code Content-Type}. */
	public String contentType() {
		return (this == CSV) ? TEXT_CSV + ";charset=UTF-8" : this.mediaType.toString();
	}

}
