using System.Net;
using System.Text;
using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>
/// A page in one file: no script, no font, no picture from elsewhere; as wide as its reader's screen, in their light or dark theme.
/// </summary>
internal sealed class HtmlPage(string title)
{
    private readonly StringBuilder _body = new();

    /// <summary>Text for a place between tags or in an attribute.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Adds a section.</summary>
    /// <param name="heading">Its heading, as text.</param>
    /// <param name="introduction">What it shows, as text.</param>
    /// <param name="content">HTML.</param>
    public void Section(string heading, string introduction, string content) =>
        _body.Append(
            $"<section><h2>{Text(heading)}</h2>{(introduction.Length > 0 ? $"<p>{Text(introduction)}</p>" : "")}{content}</section>\n");

    /// <summary>Writes the page; the file appears when it is complete.</summary>
    public void Save(string path) => TextFile.Save(ToString(), path);

    /// <inheritdoc/>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>{Text(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <h1>{Text(title)}</h1>
        {_body}</main>
        </body>
        </html>

        """;

    private const string Style = """
        :root { --paper: #ffffff; --ink: #1b1f24; --quiet: #57606a; --rule: #d0d7de; --tint: #f3f5f8;
                --curve-1: #0b62c4; --curve-2: #b3410b; --curve-3: #1a7f37; --alert: #9a3412; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #14171c; --ink: #e6e9ed; --quiet: #a3adb8; --rule: #3a424d; --tint: #1e232a;
                  --curve-1: #6cb0ff; --curve-2: #ff9d5c; --curve-3: #5fd07f; --alert: #ffb08a; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1200px; margin: 0 auto; padding: 16px; }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 8px 0 16px; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 32px 0 8px; padding-top: 16px; border-top: 1px solid var(--rule); }
        h3 { font-size: 1rem; margin: 16px 0 8px; }
        p { margin: 0 0 12px; max-width: 75ch; }
        ul { margin: 0 0 12px; padding-left: 20px; max-width: 75ch; }
        dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px; margin: 0 0 12px; }
        dl > div { background: var(--tint); border-radius: 6px; padding: 8px 12px; }
        dl > div.wide { grid-column: 1 / -1; }
        dt { color: var(--quiet); font-size: .85rem; }
        dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
        figure { margin: 0; }
        figcaption { color: var(--quiet); font-size: .9rem; margin: 4px 0 8px; overflow-wrap: anywhere; }
        .warning { color: var(--alert); font-weight: 600; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 330px), 1fr)); gap: 16px; }
        .chart { max-width: 560px; }
        .chart svg { width: 100%; height: auto; display: block; font-family: inherit; }
        .scroll { overflow-x: auto; }
        .sheet { max-width: 100%; height: auto; display: block; background: #fff; border-radius: 4px; }
        .map { max-width: 100%; height: auto; display: block; }
        .images { display: flex; flex-wrap: wrap; gap: 12px; }
        .images figure { width: 96px; }
        .triple figure { width: 96px; }
        .images img { width: 96px; height: 96px; border-radius: 4px; display: block; }
        .large img { width: min(192px, 45%); height: auto; }
        .pixels { image-rendering: pixelated; }
        .row { display: flex; flex-wrap: wrap; gap: 8px; padding: 8px 0; border-bottom: 1px solid var(--rule); }
        .row:last-child { border-bottom: 0; }
        .query { border-right: 3px solid var(--curve-1); padding-right: 8px; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; padding: 0; max-width: none; }
        .legend span { display: inline-block; width: 12px; height: 12px; border-radius: 2px; margin-right: 6px; }
        table { border-collapse: collapse; font-size: .9rem; margin-bottom: 12px; font-variant-numeric: tabular-nums; }
        th, td { border: 1px solid var(--rule); padding: 4px 8px; text-align: right; white-space: nowrap; }
        th { background: var(--tint); font-weight: 600; }
        th[scope=col] { vertical-align: bottom; }
        .upright { writing-mode: vertical-rl; transform: rotate(180deg); }
        th[scope=row] { text-align: left; position: sticky; left: 0; }
        td.share { background: color-mix(in srgb, var(--curve-1) calc(var(--share) * 45%), var(--paper)); }
        @media (max-width: 480px) {
          table { font-size: .8rem; }
          th, td { padding: 3px 4px; }
        }
        """;
}
