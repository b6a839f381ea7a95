using System.Collections;

namespace MentorshipFlow.Api.Pages.Parts;

/// <summary>One page of a list that is shown in parts.</summary>
public interface IPagePart
{
    /// <summary>Its number, from 1.</summary>
    int Number { get; }

    /// <summary>How many there are.</summary>
    int Pages { get; }

    /// <summary>How many elements stand before it.</summary>
    int From { get; }

    /// <summary>How many elements the whole list has.</summary>
    int Total { get; }

    /// <summary>Its elements.</summary>
    ICollection Items { get; }
}

/// <summary>One page of a list that is shown in parts.</summary>
public sealed record PagePart<T>(IReadOnlyList<T> Rows, int Number, int Size, int Total) : IPagePart
{
    /// <inheritdoc/>
    public int Pages => (Total + Size - 1) / Size;

    /// <inheritdoc/>
    public int From => (Number - 1) * Size;

    /// <inheritdoc/>
    ICollection IPagePart.Items => (ICollection)Rows;
}

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
