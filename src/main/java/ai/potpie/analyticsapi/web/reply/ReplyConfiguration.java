package ai.potpie.analyticsapi.web.reply;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.web.FilterOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {

	/**
	 * Static, because filters are created before the arguments of this class's methods.
	 */
	@Bean
	static FilterRegistrationBean<ApiHeadersFilter> apiHeaders() {
		return FilterOrder.API_HEADERS.register(new FilterRegistrationBean<>(new ApiHeadersFilter()), "/api/*");
	}

	@Bean
	static LogfireTimes logfireTimes() {
		return new LogfireTimes();
	}

	/**
	 * Puts {@link ReplyHandler} before Spring's own handlers. A {@code WebMvcConfigurer}
	 * could only add it after the one that writes any object as JSON.
	 */
	@Autowired
	void handleRepliesFirst(RequestMappingHandlerAdapter adapter) {
		List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
		handlers.add(new ReplyHandler());
		handlers.addAll(adapter.getReturnValueHandlers());
		adapter.setReturnValueHandlers(handlers);
	}

}
