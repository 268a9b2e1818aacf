namespace Broadcast.Ingest.Media.Amf;

/// <summary>The value <c>undefined</c>, which is not null.</summary>
internal sealed class AmfUndefined
{
    public static readonly AmfUndefined Value = new();

    private AmfUndefined()
    {
    }
}
