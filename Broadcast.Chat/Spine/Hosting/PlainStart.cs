using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Runs a host. Faults that the person at the terminal can correct are printed as plain sentences on stderr, with exit code 1 and without
/// a stack trace.
/// </summary>
internal static class PlainStart
{
    /// <summary>Of errno.h on Linux.</summary>
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int NoQuota = 122;

    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            Check(app.Services);
            await StartAsync(app);
            await app.WaitForShutdownAsync();
            ThrowIfRefused(app.Services);
            return 0;
        }
        catch (Exception exception) when (FaultsIn(exception) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
                await Console.Error.WriteLineAsync($"error: {fault}");
            return 1;
        }
    }

    /// <summary>Starts the host. If a part of it cannot start, stops the parts that have.</summary>
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            ThrowIfRefused(app.Services);
            throw;
        }
    }

    /// <exception cref="StartFailure">The host was ended by a <see cref="LateRefusal"/>, in its start or later.</exception>
    private static void ThrowIfRefused(IServiceProvider services)
    {
        if (services.GetService<LateRefusal>()?.Failure is { } failure)
            throw failure;
    }

    /// <exception cref="StartFailure">The configuration has faults; the exception lists all of them.</exception>
    public static void Check(IServiceProvider services)
    {
        var faults = services.GetRequiredService<ConfigurationFaults>().Find(services);
        if (faults.Count > 0)
            throw new StartFailure(faults);
    }

    /// <summary>The plain sentences for an exception; none when it is a bug or something else that needs its stack trace.</summary>
    internal static IReadOnlyList<string> FaultsIn(Exception exception) => exception switch
    {
        StartFailure failure => failure.Faults,
        AggregateException { InnerExceptions: var inner } when inner.All(one => FaultsIn(one).Count > 0) => [.. inner.SelectMany(FaultsIn)],
        // The web server's own endpoints; the RTMP endpoint names its own setting in its failure.
        IOException { InnerException: AddressInUseException } taken => [$"{taken.Message} Choose another with --urls."],
        SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } refused =>
            [$"The web server cannot listen on the address in --urls: {refused.Message}.{PortRights.Of(refused)} Choose another with --urls."],
        // What no part of the host has put better: the sentence of the system names the file.
        UnauthorizedAccessException refused => [$"{refused.Message} Give the user who starts the host the right to it, or choose another --DataDirectory."],
        IOException { HResult: NoSpace or NoQuota or ReadOnly } full => [$"{full.Message}. Make room on that disk, or choose a --DataDirectory on another."],
        OutOfMemoryException => ["The machine has not enough memory left. End other programs, start with --Demo false, or take a machine with more."],
        _ => [],
    };
}
