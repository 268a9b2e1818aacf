using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Broadcast.Api.Data;

/// <summary>How entities of one type lie in their table, for writing many at once. What the database makes itself is left out.</summary>
internal sealed class RowValues(IEntityType entity)
{
    private readonly IReadOnlyList<IProperty> _properties = [.. entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never)];

    public string Table => $"\"{entity.GetTableName()}\"";

    public int Count => _properties.Count;

    /// <summary>The names of the columns, with commas.</summary>
    public string Columns => string.Join(", ", _properties.Select(property => $"\"{property.GetColumnName()}\""));

    /// <summary>The values of one entity in the order of the columns, as the database has them.</summary>
    public IEnumerable<object?> Of(object row)
    {
        foreach (var property in _properties)
        {
            var value = property.PropertyInfo!.GetValue(row);
            yield return property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
    }
}
