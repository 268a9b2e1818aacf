using Broadcast.Api.Stages;

namespace Broadcast.Api.Demo;

/// <summary>The stream keys of this start, by stage. Set once before the services start; read by the demo's encoders and file.</summary>
internal sealed class DemoSecrets
{
    public IReadOnlyDictionary<string, StreamKey> StreamKeys { get; set; } = new Dictionary<string, StreamKey>(StringComparer.Ordinal);
}
