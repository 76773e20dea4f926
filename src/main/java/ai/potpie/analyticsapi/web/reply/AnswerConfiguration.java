package ai.potpie.analyticsapi.web.reply;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Puts {@link ReplyHandler} before the handlers of Spring's own: a
 * {@code WebMvcConfigurer} could only add it behind the one that makes JSON of anything.
 */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

	@Autowired
	void handleAnswersFirst(RequestMappingHandlerAdapter adapter) {
		List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
		handlers.add(new ReplyHandler());
		handlers.addAll(adapter.getReturnValueHandlers());
		adapter.setReturnValueHandlers(handlers);
	}

}
