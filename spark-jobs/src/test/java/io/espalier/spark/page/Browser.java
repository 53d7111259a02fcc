package io.espalier.spark.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, as people would use one. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /** With that much room for pages. */
    static Browser ofSize(int width, int height) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        Browser browser = new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options));
        browser.resize(width, height);
        return browser;
    }

    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Whether the system is dark. */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Opens an address and waits for the page to be there. */
    void open(String address) {
        driver.get("about:blank");
        driver.get(address);
        waitFor("return document.querySelector('#app')?.getAttribute('aria-busy') === 'false'");
    }

    /** What a script gives, or its text. */
    Object ask(String script) {
        return driver.executeScript(script);
    }

    String text(String script) {
        return String.valueOf(ask(script));
    }

    /** Waits for a script to give true. */
    void waitFor(String script) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Boolean.TRUE.equals(ask(script))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never true: " + script + "\n" + complaints());
            }
            Thread.onSpinWait();
        }
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void type(String selector, CharSequence keys) {
        WebElement element = driver.findElement(By.cssSelector(selector));
        element.clear();
        element.sendKeys(keys);
    }

    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Moves the mouse to a place of the window. */
    void moveTo(List<Number> place) {
        new Actions(driver).moveToLocation(x(place), y(place)).perform();
    }

    void clickAt(List<Number> place) {
        new Actions(driver).moveToLocation(x(place), y(place)).click().perform();
    }

    void drag(List<Number> from, List<Number> to) {
        new Actions(driver)
                .moveToLocation(x(from), y(from))
                .clickAndHold()
                .moveToLocation((x(from) + x(to)) / 2, (y(from) + y(to)) / 2)
                .moveToLocation(x(to), y(to))
                .pause(Duration.ofMillis(100))
                .release()
                .perform();
    }

    private static int x(List<Number> place) {
        return place.get(0).intValue();
    }

    private static int y(List<Number> place) {
        return place.get(1).intValue();
    }

    /** What the page's console says of warnings and errors. */
    List<String> complaints() {
        return Stream.of(driver.manage().logs().get(LogType.BROWSER).getAll())
                .flatMap(List::stream)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
