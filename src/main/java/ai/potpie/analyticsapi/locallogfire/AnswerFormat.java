package ai.potpie.analyticsapi.locallogfire;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A media type that answers are written in.
 */
interface AnswerFormat {

	List<AnswerFormat> ALL = List.of(new JsonFormat(), new NdjsonFormat(), new CsvFormat());

	String mediaType();

	void write(Answer answer, boolean includeSchema, OutputStream out) throws SQLException, IOException;

	/** The first of ours that the header names; JSON if it names none. */
	static AnswerFormat accepted(@Nullable String accept) {
		return ALL.stream()
			.filter((format) -> accept != null && accept.contains(format.mediaType()))
			.findFirst()
			.orElse(ALL.get(0));
	}

}
