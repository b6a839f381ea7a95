using System.Globalization;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Pages.Import;

/// <summary>The place of a cell in a file, all from 1.</summary>
public readonly record struct CellPlace(int Sheet, int Row, int Column)
{
    /// <summary>The name of the field in which its text is typed.</summary>
    public string Field => string.Create(CultureInfo.InvariantCulture, $"{TypedCells.Prefix}{Sheet}.{Row}.{Column}");
}

/// <summary>Wrong cells of a file that are corrected on the page. The corrected file is kept in place of the one that was sent.</summary>
internal static class TypedCells
{
    /// <summary>With which the names of the fields begin.</summary>
    public const string Prefix = "c.";

    /// <summary>The file with what was typed; null if nothing differs.</summary>
    public static byte[]? Changed(byte[] file, IFormCollection form, CancellationToken stop)
    {
        var sent = form.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        if (sent.Count == 0) return null;
        var book = WorkbookReader.Read(file, stop);
        List<TypedCell> typed = [];
        foreach (var key in sent)
        {
            var text = form[key].ToString();
            if (Place(key) is { } place && text.Length <= SheetLimits.CellLength && Text(book, place) is { } old && text.Trim() != old)
                typed.Add(new(place.Sheet, place.Row, place.Column, text));
        }

        return typed.Count == 0 ? null : WorkbookWriter.Xlsx(WorkbookWriter.With(book, typed));
    }

    /// <summary>The text of a cell; null for a cell that the file has not.</summary>
    public static string? Text(Workbook book, CellPlace at) =>
        at.Sheet >= 1 && at.Column >= 1
            && book.Sheets.ElementAtOrDefault(at.Sheet - 1)?.Rows.FirstOrDefault(r => r.Number == at.Row) is { } row
            ? row[at.Column - 1] : null;

    private static CellPlace? Place(string field) =>
        field[Prefix.Length..].Split('.') is [var s, var r, var c]
            && Number(s) is { } sheet && Number(r) is { } row && Number(c) is { } column
            ? new(sheet, row, column) : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
