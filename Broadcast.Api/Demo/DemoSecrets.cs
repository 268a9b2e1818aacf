using Broadcast.Api.Stages;

namespace Broadcast.Api.Demo;

/// <summary>What this start of the demo made: set once before the services start, read by the file and the encoders.</summary>
internal sealed class DemoSecrets
{
    public IReadOnlyDictionary<string, StreamKey> StreamKeys { get; set; } = new Dictionary<string, StreamKey>(StringComparer.Ordinal);
}
