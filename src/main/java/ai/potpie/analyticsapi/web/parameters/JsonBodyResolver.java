package ai.potpie.analyticsapi.web.parameters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

/**
 * Reads a small JSON body. A key that is there twice, or anything after the value, is an
 * error.
 */
class JsonBodyResolver implements HandlerMethodArgumentResolver {

	/** Ten times the longest rule that anybody writes. */
	private static final int MAX_BYTES = 64 * 1024;

	/** As long as a header may take: a body that drips must not hold a thread. */
	private static final Duration MAX_TIME = Duration.ofSeconds(10);

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == JsonBody.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binderFactory) throws Exception {
		HttpServletRequest servlet = (HttpServletRequest) request.getNativeRequest();
		requireJson(servlet);
		return new JsonBody(read(servlet));
	}

	private static void requireJson(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
		try {
			MediaType type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
			if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
				return;
			}
		}
		catch (InvalidMediaTypeException ex) {
			// It is none
		}
		throw new HttpMediaTypeNotSupportedException(request.getContentType(), List.of(MediaType.APPLICATION_JSON));
	}

	private static JsonNode read(HttpServletRequest request) throws IOException {
		try {
			return STRICT.readTree(bytes(request.getInputStream()));
		}
		catch (JacksonException ex) {
			throw new ServerWebInputException("The body is not JSON", null, ex);
		}
	}

	private static byte[] bytes(InputStream body) throws IOException {
		long end = System.nanoTime() + MAX_TIME.toNanos();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] part = new byte[8192];
		for (int read = body.read(part); read >= 0; read = body.read(part)) {
			bytes.write(part, 0, read);
			if (bytes.size() > MAX_BYTES) {
				throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
			}
			if (System.nanoTime() > end) {
				throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
			}
		}
		return bytes.toByteArray();
	}

}
