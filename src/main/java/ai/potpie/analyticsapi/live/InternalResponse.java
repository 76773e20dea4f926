package ai.potpie.analyticsapi.live;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The response to an {@link InternalRequest}, which it keeps.
 */
final class InternalResponse extends HttpServletResponseWrapper {

	private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private int status = SC_OK;

	InternalResponse(HttpServletResponse nothing) {
		super(nothing);
	}

	byte[] body() {
		return this.body.toByteArray();
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void sendError(int status) {
		this.status = status;
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (value == null) {
			this.headers.remove(name);
		}
		else {
			this.headers.put(name, value);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		this.headers.merge(name, value, (before, more) -> before + ", " + more);
	}

	@Override
	public boolean containsHeader(String name) {
		return this.headers.containsKey(name);
	}

	@Override
	public @Nullable String getHeader(String name) {
		return this.headers.get(name);
	}

	@Override
	public Collection<String> getHeaders(String name) {
		String value = this.headers.get(name);
		return (value != null) ? List.of(value) : List.of();
	}

	@Override
	public Collection<String> getHeaderNames() {
		return List.copyOf(this.headers.keySet());
	}

	@Override
	public void setContentType(String type) {
		setHeader(HttpHeaders.CONTENT_TYPE, type);
	}

	@Override
	public @Nullable String getContentType() {
		return getHeader(HttpHeaders.CONTENT_TYPE);
	}

	@Override
	public void resetBuffer() {
		this.body.reset();
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return new Output();
	}

	/**
	 * Writes to memory.
	 */
	private final class Output extends ServletOutputStream {

		@Override
		public void write(int one) {
			InternalResponse.this.body.write(one);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			InternalResponse.this.body.write(bytes, offset, length);
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException("Memory can always be written to");
		}

	}

}
