using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>A line of a file of products that can be carried out.</summary>
/// <param name="Line">The header is line 1.</param>
/// <param name="Sku">The product.</param>
/// <param name="Body">What the line asks for.</param>
/// <param name="Next">The product as it will be.</param>
/// <param name="Known">The product as it was read; null for one that is new.</param>
internal sealed record ImportLine(int Line, ProductId Sku, ProductPut Body, Product Next, Product? Known)
{
    public const string Made = "made";
    public const string Changed = "changed";
    public const string Restored = "restored";
    public const string Unchanged = "unchanged";

    public string What => Known switch
    {
        null => Made,
        { RetiredAt: not null } => Restored,
        _ when Known.Says(Next) && !MovesStock => Unchanged,
        _ => Changed,
    };

    private bool MovesStock => Body.Stock is { } stock && (stock != Known?.Stock || Known is { Counted: false });
}
