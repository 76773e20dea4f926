package ai.potpie.analyticsapi.live;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/**
 * A GET that the service sends to itself, without a connection.
 */
final class InternalRequest extends HttpServletRequestWrapper {

	private final String path;

	private final Map<String, String[]> parameters;

	private final Map<String, @Nullable Object> attributes = new HashMap<>();

	/**
	 * Creates a request.
	 * @param path the path, encoded
	 * @param parameters the parameters, decoded
	 */
	InternalRequest(String path, Map<String, String[]> parameters) {
		super(nothing(HttpServletRequest.class));
		this.path = path;
		this.parameters = parameters;
	}

	/** A request or response that knows nothing, for the methods that nobody needs. */
	static <T> T nothing(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> method.isDefault()
						? InvocationHandler.invokeDefault(proxy, method, arguments)
						: nothingOf(method.getReturnType())));
	}

	private static @Nullable Object nothingOf(Class<?> type) {
		if (type == boolean.class) {
			return false;
		}
		if (type == int.class) {
			return -1;
		}
		if (type == long.class) {
			return -1L;
		}
		return (type == Enumeration.class) ? Collections.emptyEnumeration() : null;
	}

	@Override
	public String getMethod() {
		return "GET";
	}

	@Override
	public String getScheme() {
		return "http";
	}

	@Override
	public String getServerName() {
		return "localhost";
	}

	@Override
	public String getContextPath() {
		return "";
	}

	@Override
	public String getRequestURI() {
		return this.path;
	}

	@Override
	public StringBuffer getRequestURL() {
		return new StringBuffer("http://localhost").append(this.path);
	}

	@Override
	public String getServletPath() {
		return UriUtils.decode(this.path, StandardCharsets.UTF_8);
	}

	@Override
	public Locale getLocale() {
		return Locale.getDefault();
	}

	@Override
	public @Nullable String getHeader(String name) {
		return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? MediaType.APPLICATION_JSON_VALUE : null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		String value = getHeader(name);
		return (value != null) ? Collections.enumeration(Collections.singleton(value)) : Collections.emptyEnumeration();
	}

	@Override
	public Map<String, String[]> getParameterMap() {
		return this.parameters;
	}

	@Override
	public String @Nullable [] getParameterValues(String name) {
		return this.parameters.get(name);
	}

	@Override
	public @Nullable String getParameter(String name) {
		String[] values = this.parameters.get(name);
		return (values != null) ? values[0] : null;
	}

	@Override
	public Enumeration<String> getParameterNames() {
		return Collections.enumeration(this.parameters.keySet());
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.attributes.put(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	@Override
	public Enumeration<String> getAttributeNames() {
		return Collections.enumeration(this.attributes.keySet());
	}

	/** A response to such a request. */
	static InternalResponse response() {
		return new InternalResponse(nothing(HttpServletResponse.class));
	}

}
