package ai.potpie.analyticsapi.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Records what is read of requests from the filter of repeated requests on, and can have
 * one thing read as if it had been sent otherwise.
 */
@TestConfiguration(proxyBeanMethods = false)
class RequestRecorder {

	private final Set<String> reads = new ConcurrentSkipListSet<>();

	private volatile @Nullable String changed;

	@Bean
	FilterRegistrationBean<Filter> requestRecorder() {
		FilterRegistrationBean<Filter> recorder = new FilterRegistrationBean<>(
				(request, response, chain) -> chain.doFilter(recorded((HttpServletRequest) request), response));
		recorder.setOrder(Ordered.HIGHEST_PRECEDENCE + FilterOrder.REPEATED_REQUESTS.ordinal() - 1);
		recorder.addUrlPatterns("/api/*");
		return recorder;
	}

	/** What is read of a request: names of methods and of headers. */
	Set<String> readsOf(Runnable request) {
		this.reads.clear();
		request.run();
		return Set.copyOf(this.reads);
	}

	/** Sends a request of which one of the reads has another result. */
	<T> T changing(String read, Supplier<T> request) {
		this.changed = read;
		try {
			return request.get();
		}
		finally {
			this.changed = null;
		}
	}

	private HttpServletRequest recorded(HttpServletRequest request) {
		return (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { HttpServletRequest.class },
				(proxy, method, arguments) -> read(request, (HttpServletRequest) proxy, method, arguments));
	}

	private @Nullable Object read(HttpServletRequest request, HttpServletRequest proxy, Method method,
			@Nullable Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("getRequestURL")) {
			return new StringBuffer("%s://%s:%d%s".formatted(proxy.getScheme(), proxy.getServerName(),
					proxy.getServerPort(), proxy.getRequestURI()));
		}
		String read = name(method, arguments);
		this.reads.add(read);
		try {
			Object result = method.invoke(request, arguments);
			return read.equals(this.changed) ? other(result, method) : result;
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static String name(Method method, @Nullable Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "getHeader", "getHeaders", "getIntHeader", "getDateHeader" ->
				String.valueOf(arguments[0]).toLowerCase(Locale.ROOT);
			default -> method.getName();
		};
	}

	private static Object other(@Nullable Object result, Method method) {
		if (result instanceof Boolean flag) {
			return !flag;
		}
		if (result instanceof Integer number) {
			return number + 1;
		}
		if (result instanceof Enumeration<?>) {
			return Collections.enumeration(List.of("other"));
		}
		if (method.getReturnType() == String.class) {
			return (result != null) ? result + "x" : "other";
		}
		throw new IllegalStateException("What another result of %s is, is not known".formatted(method));
	}

}
