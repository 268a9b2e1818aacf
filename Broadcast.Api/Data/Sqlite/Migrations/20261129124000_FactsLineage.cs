using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Broadcast.Api.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FactsLineage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Lineage",
                table: "Facts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // Now, in milliseconds: a backup from before this column is put back with a later lineage than everything until then.
            migrationBuilder.Sql("UPDATE Facts SET Lineage = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Lineage",
                table: "Facts");
        }
    }
}
