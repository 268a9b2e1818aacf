using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Broadcast.Api.Data;

/// <summary>How entities of one type lie in their table, for writing many at once. What the database makes itself is left out.</summary>
internal sealed class RowValues(IEntityType entity)
{
    private readonly Column[] _columns =
    [
        .. entity.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never)
            .Select(property => new Column(property.GetColumnName(), property.GetGetter(), property.GetTypeMapping().Converter?.ConvertToProvider)),
    ];

    public string Table => $"\"{entity.GetTableName()}\"";

    public int Count => _columns.Length;

    /// <summary>The names of the columns, with commas.</summary>
    public string Columns => string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));

    /// <summary>The value of one column of an entity, as the database has it.</summary>
    public object? Of(object row, int column)
    {
        var value = _columns[column].Getter.GetClrValue(row);
        return _columns[column].Convert is { } convert ? convert(value) : value;
    }

    /// <param name="Name">Its name in the table.</param>
    /// <param name="Getter">Reads the property without reflection.</param>
    /// <param name="Convert">To what the database has; null when that is the property's own type.</param>
    private sealed record Column(string Name, IClrPropertyGetter Getter, Func<object?, object?>? Convert);
}
