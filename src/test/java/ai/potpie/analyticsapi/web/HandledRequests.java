package ai.potpie.analyticsapi.web;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Counts the requests that reach the handlers of Spring MVC.
 */
@TestConfiguration(proxyBeanMethods = false)
public class HandledRequests implements WebMvcConfigurer, HandlerInterceptor {

	private final AtomicInteger count = new AtomicInteger();

	public int count() {
		return this.count.get();
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		this.count.incrementAndGet();
		return true;
	}

}
