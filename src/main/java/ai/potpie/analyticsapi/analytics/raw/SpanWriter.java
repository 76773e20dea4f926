package ai.potpie.analyticsapi.analytics.raw;

import java.io.IOException;
import java.io.UncheckedIOException;

import ai.potpie.analyticsapi.web.reply.NextPage;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Writes a page of spans while they arrive, as a JSON list or with one span on each line.
 * Only {@link #end()} closes the list, so that a page that breaks off does not look
 * complete.
 */
class SpanWriter implements SpanSink {

	private final HttpServletResponse response;

	private final MediaType mediaType;

	private final ObjectWriter writer;

	private @Nullable JsonGenerator generator;

	SpanWriter(HttpServletResponse response, MediaType mediaType, JsonMapper mapper) {
		this.response = response;
		this.mediaType = mediaType;
		// The response flushes by itself: until its buffer is full, a failure can still
		// become an error
		this.writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE).withRootValueSeparator("");
	}

	@Override
	public void begin(@Nullable Cursor next) {
		this.response.setContentType(this.mediaType.toString());
		this.response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		if (next != null) {
			this.response.setHeader(HttpHeaders.LINK, NextPage.link(next.encode()));
		}
		this.generator = open();
		if (!isByLine()) {
			this.generator.writeStartArray();
		}
	}

	@Override
	public void span(RawSpan span) {
		JsonGenerator to = generator();
		this.writer.writeValue(to, span);
		if (isByLine()) {
			to.writeRaw('\n');
		}
	}

	@Override
	public void end() {
		if (!isByLine()) {
			generator().writeEndArray();
		}
		generator().close();
	}

	private boolean isByLine() {
		return MediaType.APPLICATION_NDJSON.equals(this.mediaType);
	}

	private JsonGenerator open() {
		try {
			return this.writer.createGenerator(this.response.getOutputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private JsonGenerator generator() {
		if (this.generator == null) {
			throw new IllegalStateException("begin() comes first");
		}
		return this.generator;
	}

}
