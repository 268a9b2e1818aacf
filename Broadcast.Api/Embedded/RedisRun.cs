using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Api.Embedded;

/// <summary>Identifies a Redis server: its process, with the start time because process ids are reused, and Redis's own run id.</summary>
internal sealed record RedisRun(int Process, ulong StartTime, string RunId)
{
    public bool IsAlive => ProcessIdentity.Of(Process) is { } now && now.StartTime == StartTime;

    public static RedisRun? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RedisRun>(File.ReadAllText(file), ContractJson.Options);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            // The file is missing or damaged: then only a server that answers on the socket can be identified.
            return null;
        }
    }

    /// <summary>Replaces the file in one step: readers see the old content or the new one.</summary>
    public void Write(string file)
    {
        var draft = $"{file}.new";
        File.WriteAllText(draft, JsonSerializer.Serialize(this, ContractJson.Options));
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Identifies the server that listens on the socket; null when none answers.</summary>
    public static async Task<RedisRun?> AskAsync(string socket, CancellationToken cancellation)
    {
        var answer = await RedisSocket.AskAsync(socket, "INFO server", TimeSpan.FromSeconds(2), cancellation);
        return answer is not null && Field(answer, "run_id") is { } run && int.TryParse(Field(answer, "process_id"), out var process)
            ? new RedisRun(process, ProcessIdentity.Of(process)?.StartTime ?? 0, run)
            : null;
    }

    private static string? Field(string info, string name) =>
        info.Split("\r\n").FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal))?[(name.Length + 1)..];
}
