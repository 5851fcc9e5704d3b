"""What attacks a page, a notebook, a template, a spreadsheet or a parser, as text that anybody may write into an article or a codebook.

Where one runs it calls ``pwn`` with its number, or makes a folder ANALYSTKIT_PWNED.
"""

from __future__ import annotations

_RUNS = (
    r"""
<script>pwn(@)</script>
</script><script>pwn(@)</script>
<SCRIPT SRC=data:,pwn(@)></SCRIPT>
<script/x>pwn(@)</script>
<scr<script>ipt>pwn(@)</scr</script>ipt>
<<script>pwn(@)//<</script>
<script>pwn(@)<!--
<img src=x onerror=pwn(@)>
<img src=x:x onerror="pwn(@)"//>
<IMG """
    + '"""'
    + r"""><SCRIPT>pwn(@)</SCRIPT>">
<svg/onload=pwn(@)>
<svg><script>pwn(@)</script></svg>
<svg><animate onbegin=pwn(@) attributeName=x dur=1s></svg>
<svg><a xlink:href="javascript:pwn(@)"><text y=20>x</text></a></svg>
<svg><foreignObject><iframe srcdoc="<script>parent.pwn(@)</script>"></foreignObject></svg>
<math><mtext><style><!--</style><img title="--&gt;&lt;img src=1 onerror=pwn(@)&gt;">
<math href="javascript:pwn(@)">x</math>
<body onload=pwn(@)>
<iframe srcdoc="<script>parent.pwn(@)</script>"></iframe>
<iframe src="javascript:parent.pwn(@)"></iframe>
<object data="data:text/html,<script>parent.pwn(@)</script>"></object>
<embed src="data:text/html,<script>parent.pwn(@)</script>">
<details open ontoggle=pwn(@)><summary>x</summary></details>
<input autofocus onfocus=pwn(@)>
<select autofocus onfocus=pwn(@)><option>x</select>
<video><source onerror=pwn(@)></video>
<audio src=x onerror=pwn(@)>
<marquee onstart=pwn(@)>x</marquee>
<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=pwn(@)>x</b>
<form action="javascript:pwn(@)"><input type=submit autofocus></form>
<a href="javascript:pwn(@)" autofocus>x</a>
<a href="&#106;avascript:pwn(@)">x</a>
<meta http-equiv=refresh content="0;url=javascript:pwn(@)">
<base href="javascript:/a/+pwn(@)//">
<link rel=stylesheet href="data:text/css,*{x:expression(pwn(@))}">
<template><script>pwn(@)</script></template>
<noscript><p title="</noscript><img src=x onerror=pwn(@)>">
<textarea></textarea><img src=x onerror=pwn(@)>
</textarea><script>pwn(@)</script>
</title><script>pwn(@)</script>
</style><script>pwn(@)</script>
</noscript><script>pwn(@)</script>
</template><script>pwn(@)</script>
</iframe><script>pwn(@)</script>
</summary></details></blockquote></table><script>pwn(@)</script>
--><script>pwn(@)</script>
--!><script>pwn(@)</script>
<!--><img src=x onerror=pwn(@)>-->
]]><script>pwn(@)</script>
<![CDATA[<script>pwn(@)</script>]]>
<?xml version="1.0"?><script>pwn(@)</script>
<!DOCTYPE x [<!ENTITY e "<script>pwn(@)</script>">]>&e;
" onmouseover=pwn(@) x="
" autofocus tabindex=0 onfocus=pwn(@) x="
' autofocus tabindex=0 onfocus=pwn(@) x='
` autofocus tabindex=0 onfocus=pwn(@) x=`
"><script>pwn(@)</script>
'><script>pwn(@)</script>
x onload=pwn(@)
" style="background:url(javascript:pwn(@))
";pwn(@);//
';pwn(@);//
\";pwn(@);//
\';pwn(@);//
`;pwn(@);//
${pwn(@)}
`+pwn(@)+`
</script><!--<script>pwn(@)</script>-->
<!--<script>
*/pwn(@)/*
});pwn(@);({
\u003cscript\u003epwn(@)\u003c/script\u003e
\x3cscript\x3epwn(@)\x3c/script\x3e
%3Cscript%3Epwn(@)%3C/script%3E
&lt;script&gt;pwn(@)&lt;/script&gt;
&#60;script&#62;pwn(@)&#60;/script&#62;
&amp;lt;img src=x onerror=pwn(@)&amp;gt;
+ADw-script+AD4-pwn(@)+ADw-/script+AD4-
＜script＞pwn(@)＜/script＞
ʺ＞＜img src=x onerror=pwn(@)＞
javascript:pwn(@)
JaVaScRiPt://%0apwn(@)
data:text/html,<script>parent.pwn(@)</script>
vbscript:pwn(@)
[x](javascript:pwn(@))
![x](x" onerror="pwn(@))
[x]: javascript:pwn(@)
<javascript:pwn(@)>
``` <script>pwn(@)</script> ```
$$\href{javascript:pwn(@)}{x}$$
\begin{equation}\unicode{<script>pwn(@)</script>}\end{equation}
\input{/etc/passwd} \write18{touch ANALYSTKIT_PWNED}
body{background:url("javascript:pwn(@)")}
}*{-moz-binding:url(data:,pwn(@))}
@import "javascript:pwn(@)";
"""
)
_PLAIN = (
    "{{ 7 * 7 }}",
    "{{cycler.__init__.__globals__.os.mkdir(dict(ANALYSTKIT_PWNED=1)|first)}}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% nonsense %} {{ and {# {% raw %}",
    "{0.__class__.__mro__} {} {{}} {x!r:>9}",
    "%s %(x)s %n %d %% %999999d",
    "$name ${name} $(touch ANALYSTKIT_PWNED) `touch ANALYSTKIT_PWNED`",
    "; mkdir ANALYSTKIT_PWNED; && mkdir ANALYSTKIT_PWNED | mkdir ANALYSTKIT_PWNED",
    "'; DROP TABLE events; --",
    "!!python/object/apply:os.mkdir [ANALYSTKIT_PWNED] --- *a &a",
    "a = [[1]] # ''' \"\"\" [table] = {",
    '=HYPERLINK("http://example.org","x") =cmd|\'/C calc\'!A0 @SUM(1) +1 -1',
    "\u202eabc\u202c \u2066def\u2069 \u200eghi\u200f \u061c",
    "a\u200bb\u2060c\ufeffd\u00ade",
    "e\u0301 \u0130i\u0131I ß ﬁ Å Å 𝔘 😀 👩‍👩‍👧 ﷽",
    "null None NaN true 1e309 -0 0x1F 007 2021-02-30",
    "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x9b",
    "\ufffe\uffff\U0001fffe\ue000",
    "a\u2028b\u2029c\x85d",
    "../../../../etc/passwd \\\\server\\share C:\\con file:///etc/passwd",
    "<img src=http://example.org/a.png><link rel=dns-prefetch href=//example.org><meta http-equiv=refresh content=0;url=//example.org>",
    "A" * 300,
)
INPUTS = (*(line.replace("@", str(n)) for n, line in enumerate(_RUNS.strip().split("\n"))), *_PLAIN)
