package ai.potpie.analyticsapi.locallogfire.query;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * A media type that answers are written in.
 */
interface AnswerFormat {

	List<AnswerFormat> ALL = List.of(new JsonFormat(), new NdjsonFormat(), new CsvFormat());

	String mediaType();

	void write(QueryAnswer answer, boolean includeSchema, OutputStream out) throws SQLException, IOException;

	/**
	 * The format that the {@code Accept} headers prefer, the first one among equals. It
	 * throws a {@link Refusal} if they accept none.
	 */
	static AnswerFormat accepted(List<String> accept) {
		List<MediaType> ranges = ranges(accept);
		AnswerFormat best = Collections.max(ALL, Comparator.comparingDouble((format) -> quality(format, ranges)));
		if (quality(best, ranges) == 0) {
			throw notAcceptable();
		}
		return best;
	}

	private static List<MediaType> ranges(List<String> accept) {
		try {
			List<MediaType> ranges = MediaType.parseMediaTypes(accept);
			return ranges.isEmpty() ? List.of(MediaType.ALL) : ranges;
		}
		catch (InvalidMediaTypeException ex) {
			throw notAcceptable();
		}
	}

	/** The quality of the most specific range that includes a format; 0 if none does. */
	private static double quality(AnswerFormat format, List<MediaType> ranges) {
		MediaType type = MediaType.parseMediaType(format.mediaType());
		return ranges.stream()
			.filter((range) -> range.includes(type))
			.min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
			.map(MediaType::getQualityValue)
			.orElse(0.0);
	}

	private static Refusal notAcceptable() {
		return new Refusal(HttpServletResponse.SC_NOT_ACCEPTABLE,
				ALL.stream()
					.map(AnswerFormat::mediaType)
					.collect(Collectors.joining(", ", "Accept must allow one of the types that can be written: ", "")));
	}

}
