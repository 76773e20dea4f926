package ai.potpie.analyticsapi.analytics.raw;

import java.util.Optional;

import ai.potpie.analyticsapi.analytics.AnalyticsService;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.PagedFile;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Streams a user's spans: one page, or a file of many pages. It sends each page before it
 * queries the next.
 */
class SpanStreams {

	private final AnalyticsService analytics;

	private final JsonMapper mapper;

	SpanStreams(AnalyticsService analytics, JsonMapper mapper) {
		this.analytics = analytics;
		this.mapper = mapper;
	}

	void write(String userId, RawParameters parameters, Format format, HttpServletResponse response) {
		RawSpansQuestion question = parameters.questionOf(userId, format, this.analytics.context());
		this.analytics.stream(format, (memory) -> {
			if (parameters.isFile(format)) {
				writeFile(question, file(question, parameters, format, response, memory), memory);
			}
			else {
				writePage(question, new SpanWriter(response, format.mediaType(), this.mapper), memory);
			}
		});
	}

	private SpanFile file(RawSpansQuestion question, RawParameters parameters, Format format,
			HttpServletResponse response, MemoryShare memory) {
		return new SpanFile(question,
				new PagedFile<>(SpanTable.SPANS, question.spans().fileName("spans"), parameters.options(format),
						parameters.facts(question, this.analytics.context().clock().instant()), question.limit(),
						response),
				isMore(question, memory));
	}

	private Optional<Boolean> isMore(RawSpansQuestion file, MemoryShare memory) {
		SpanCount count = new SpanCount(file);
		return file.isLong() ? Optional.of(count.isMore(this.analytics.rows(count.query(), memory))) : Optional.empty();
	}

	private void writeFile(RawSpansQuestion question, SpanFile file, MemoryShare memory) {
		for (Optional<RawSpansQuestion> next = file.nextPage(); next.isPresent(); next = file.nextPage()) {
			writePage(next.get(), file, memory);
		}
		file.finish();
	}

	private void writePage(RawSpansQuestion question, SpanSink sink, MemoryShare memory) {
		RawSpans page = question.answerTo(sink);
		this.analytics.rows(question.query(), page, memory);
		page.end();
	}

}
