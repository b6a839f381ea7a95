using System.Collections;

namespace MentorshipFlow.Api.Pages.Parts;

/// <summary>One page of a list that is shown in parts.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Size">How many elements a page has.</param>
/// <param name="Total">How many elements the whole list has.</param>
/// <param name="Items">Its elements.</param>
public abstract record ShownPart(int Number, int Size, int Total, ICollection Items)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => (Total + Size - 1) / Size;

    /// <summary>How many elements stand before it.</summary>
    public int From => (Number - 1) * Size;
}

/// <summary>The same with the type of its elements.</summary>
public sealed record PagePart<T>(IReadOnlyList<T> Rows, int Number, int Size, int Total)
    : ShownPart(Number, Size, Total, (ICollection)Rows);

/// <summary>Cuts lists into pages.</summary>
public static class PagePart
{
    /// <summary>The page that a number names; the first one for anything else.</summary>
    public static PagePart<T> Of<T>(IReadOnlyList<T> all, string? number, int size)
    {
        var pages = (all.Count + size - 1) / size;
        var n = int.TryParse(number, out var asked) && asked >= 1 && asked <= pages ? asked : 1;
        return new([.. all.Skip((n - 1) * size).Take(size)], n, size, all.Count);
    }
}
