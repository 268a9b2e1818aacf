using System.Net.Sockets;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcast.Chat.Tests.Spine.Hosting;

/// <summary>Not beside other tests: what a host prints goes to the console of them all.</summary>
[NonParallelizable]
internal sealed class PlainStartTests
{
    private static readonly string[] Two = ["Set the one.", "Set the other."];

    [Test]
    public void Faults_of_several_parts_are_told_together() =>
        Assert.That(PlainStart.FaultsIn(new AggregateException(new StartFailure("Set the one."), new AggregateException(new StartFailure("Set the other.")))), Is.EqualTo(Two));

    [Test]
    public void A_bug_beside_a_fault_keeps_its_stack_trace() =>
        Assert.That(PlainStart.FaultsIn(new AggregateException(new StartFailure("Set the one."), new InvalidOperationException("a bug"))), Is.Empty);

    [TestCase(SocketError.AccessDenied)]
    [TestCase(SocketError.AddressNotAvailable)]
    public void An_address_that_the_web_server_may_not_have_is_told_with_its_setting(SocketError error) =>
        Assert.That(PlainStart.FaultsIn(new SocketException((int)error)).Single(), Does.Contain("--urls"));

    [Test]
    public void A_port_that_is_for_root_is_told_as_such() =>
        Assert.That(PlainStart.FaultsIn(new SocketException((int)SocketError.AccessDenied)).Single(), Does.Contain("below 1024").And.Contain("CAP_NET_BIND_SERVICE"));

    [TestCase(28, "No space left on device : '/data/x'", "Make room")]
    [TestCase(30, "Read-only file system : '/data/x'", "--DataDirectory")]
    public void A_disk_that_cannot_be_written_is_told_with_its_file_and_what_to_do(int error, string message, string remedy) =>
        Assert.That(PlainStart.FaultsIn(new IOException(message, error)).Single(), Does.StartWith(message).And.Contain(remedy));

    [Test]
    public void Missing_rights_and_memory_are_told_with_what_to_do()
    {
        Assert.That(PlainStart.FaultsIn(new UnauthorizedAccessException("Access to the path '/data/x' is denied.")).Single(), Does.Contain("/data/x").And.Contain("--DataDirectory"));
        Assert.That(PlainStart.FaultsIn(new InsufficientMemoryException()).Single(), Does.Contain("--Demo false"));
    }

    [Test]
    public void Another_failure_of_a_file_is_a_bug() => Assert.That(PlainStart.FaultsIn(new IOException("The pipe is broken.", 32)), Is.Empty);

    [Test]
    public void Another_failure_of_a_socket_is_a_bug() => Assert.That(PlainStart.FaultsIn(new SocketException((int)SocketError.ConnectionReset)), Is.Empty);

    [Test]
    public async Task Faults_are_printed_as_sentences_and_the_exit_code_is_1()
    {
        var (code, printed) = await RunAsync(() => throw new StartFailure(Two));

        Assert.That((code, printed), Is.EqualTo((1, "error: Set the one.\nerror: Set the other.\n")));
    }

    [Test]
    public void A_bug_passes() =>
        Assert.That(async () => await RunAsync(() => throw new InvalidOperationException("a bug")), Throws.InstanceOf<InvalidOperationException>());

    [Test]
    public async Task What_has_started_is_stopped_when_a_later_part_cannot_start()
    {
        var first = new Part();

        var (code, printed) = await RunAsync(() => Host(first, new Part { Fault = "The second cannot start." }));

        Assert.That((code, printed), Is.EqualTo((1, "error: The second cannot start.\n")));
        Assert.That((first.Started, first.Stopped), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_host_that_is_refused_after_its_start_ends_like_one_that_was_refused_then()
    {
        var (code, printed) = await RunAsync(() =>
        {
            var app = Host();
            app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<LateRefusal>().Refuse(new StartFailure("Too late.")));
            return app;
        });

        Assert.That((code, printed), Is.EqualTo((1, "error: Too late.\n")));
    }

    [Test]
    public async Task A_host_that_is_refused_in_its_start_by_a_loop_of_its_own_tells_why()
    {
        var (code, printed) = await RunAsync(() =>
        {
            var first = new Part();
            var app = Host(first, new Part());
            first.Begins = () => app.Services.GetRequiredService<LateRefusal>().Refuse(new StartFailure("Too soon."));
            return app;
        });

        Assert.That((code, printed), Is.EqualTo((1, "error: Too soon.\n")));
    }

    private static WebApplication Host(params Part[] parts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ConfigurationFaults(builder.Services));
        builder.Services.AddSingleton<LateRefusal>();
        foreach (var part in parts)
            builder.Services.AddSingleton<IHostedService>(part);
        return builder.Build();
    }

    private static async Task<(int Code, string Printed)> RunAsync(Func<WebApplication> build)
    {
        var before = Console.Error;
        await using var printed = new StringWriter { NewLine = "\n" };
        Console.SetError(printed);
        try
        {
            return (await PlainStart.RunAsync(build), printed.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }

    private sealed class Part : IHostedService
    {
        public string? Fault { get; init; }

        public Action? Begins { get; set; }

        public bool Started { get; private set; }

        public bool Stopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Begins?.Invoke();
            Started = Fault is null ? true : throw new StartFailure(Fault);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped = true;
            return Task.CompletedTask;
        }
    }
}
