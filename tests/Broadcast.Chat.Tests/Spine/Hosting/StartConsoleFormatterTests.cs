using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class StartConsoleFormatterTests
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    [Test]
    public void What_is_printed_as_a_sentence_is_not_logged_with_its_stack_trace() =>
        Assert.That(Written(HostCategory, new StartFailure("Set the one.")), Is.Empty);

    [Test]
    public void A_service_that_was_cancelled_before_its_first_line_is_not_logged_by_the_host() =>
        Assert.That(Written(HostCategory, new OperationCanceledException()), Is.Empty);

    [Test]
    public void A_bug_is_logged_with_its_exception() =>
        Assert.That(Written(HostCategory, new InvalidOperationException("a bug")), Does.Contain("A line.").And.Contain("a bug"));

    [Test]
    public void A_cancelled_call_of_another_part_is_logged() =>
        Assert.That(Written("Broadcast.Chat.Rooms", new OperationCanceledException()), Does.Contain("A line."));

    [Test]
    public void A_line_without_an_exception_is_logged() => Assert.That(Written(HostCategory, exception: null), Does.Contain("A line."));

    private static string Written(string category, Exception? exception)
    {
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole().AddConsoleFormatter<StartConsoleFormatter, ConsoleFormatterOptions>()).BuildServiceProvider();
        using var text = new StringWriter();
        services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == StartConsoleFormatter.FormatName)
            .Write(new LogEntry<string>(LogLevel.Error, category, eventId: 0, "A line.", exception, (state, _) => state), scopeProvider: null, text);
        return text.ToString();
    }
}
